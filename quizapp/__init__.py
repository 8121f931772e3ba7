"""A site on which a political training centre teaches, examines and certifies the committee members of Party cells."""
