"""What must hold, said by sentences."""
