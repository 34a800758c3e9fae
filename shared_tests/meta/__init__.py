"""The suite and the repository, checked: what keeps them whole is tested like anything else."""
