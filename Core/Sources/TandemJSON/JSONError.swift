/// Why bytes are no JSON that this parser takes.
public enum JSONError: Error, Equatable, Sendable {
    /// The input is longer than the limit.
    case tooLong
    /// Arrays and objects are nested deeper than the limit.
    case tooDeep
    /// The input ends inside a value.
    case truncated
    /// A byte stands where no value, comma, colon or bracket may have it.
    case unexpectedByte
    /// A number is not of RFC 8259's form.
    case malformedNumber
    /// A string holds a control character, a bad escape, half a surrogate pair, or no UTF-8.
    case malformedString
    /// An object has a key twice.
    case duplicateKey
    /// Bytes follow the value.
    case trailingBytes
}
