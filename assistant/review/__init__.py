"""Says, requirement by requirement, what an existing agreement does, leaves out, or does otherwise."""
