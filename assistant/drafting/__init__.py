"""Drafting: values, steps, interview and rendering of an agreement; pure logic over values."""
