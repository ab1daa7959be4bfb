"""`workbench report`: a capture as one self-contained page, readable offline."""
