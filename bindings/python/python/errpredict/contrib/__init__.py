"""errpredict inside web frameworks, queues and clusters. Nothing here is imported by `import errpredict`."""
