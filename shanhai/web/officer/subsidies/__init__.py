"""Claims from the queue to the paid yuan, notices, batches, policies, comparisons and samples."""
