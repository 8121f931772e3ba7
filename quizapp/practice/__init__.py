"""Practice meetings: rubrics, graders' sheets and ratings."""
