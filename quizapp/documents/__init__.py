"""Official documents (văn bản) that lessons and questions cite."""
