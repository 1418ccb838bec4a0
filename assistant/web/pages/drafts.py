"""The list of drafts."""
from __future__ import annotations
from fastapi import APIRouter
from assistant.web.frame import Frame
def router(frame: Frame) -> APIRouter:
    return APIRouter()
