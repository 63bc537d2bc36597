"""The language server: findings of drafts in editors, while they are written."""
