"""The only room that knows Word: it turns an agreement's blocks into a .docx file."""
