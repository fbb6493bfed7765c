/// Why the store did not do what it was asked; nothing was changed.
public enum StoreError: Error, Equatable, Sendable {
    /// The disk is full.
    case full
    /// It contradicts what is stored.
    case conflict
    /// The store cannot be reached, or failed.
    case unavailable
}
