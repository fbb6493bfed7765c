/// Why bytes from outside were refused; nothing was changed.
public enum DecodeError: Error, Equatable, Sendable {
    /// The input ends before the value does.
    case truncated
    /// Bytes follow the value that was asked for.
    case trailingBytes
    /// A vector's length header is not in its shortest form, or is larger than allowed.
    case malformedLength
    /// A vector's contents exceed the limit that its field sets.
    case tooLong
    /// An enum, a version or a tag has a value that this field does not allow.
    case unknownValue
    /// The value is of the right shape but breaks a rule of its type (UTF-8, order, uniqueness).
    case invalid
}
