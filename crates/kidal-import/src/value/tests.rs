//! Values of strength and loss.
