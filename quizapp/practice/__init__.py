"""Practice meetings of the groups: rubrics, graders' sheets on phones, marks locked and told to the learners."""
