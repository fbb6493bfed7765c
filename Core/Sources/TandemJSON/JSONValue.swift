/// A JSON value.
///
/// Strings are UTF-8 bytes and keys are looked up by bytes, so that no Unicode table is linked
/// into the browser build.
///
/// Source: RFC 8259.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent, as far as 64 bits hold it.
    case integer(Int64)
    /// Any other number, as it was written.
    case number(literal: [UInt8])
    /// A string's contents, without escapes: valid UTF-8.
    case string(utf8: [UInt8])
    case array([JSONValue])
    /// An object's members in the order of the text; no key stands twice.
    case object([JSONMember])
}

/// A key of an object and its value.
public struct JSONMember: Equatable, Sendable {
    /// The key, in UTF-8.
    public let key: [UInt8]
    /// The value.
    public let value: JSONValue

    /// Holds the two.
    public init(key: [UInt8], value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// The value under `key`; nil if there is none, or if this is no object.
    @inline(never)
    public subscript(key: StaticString) -> JSONValue? {
        members?.first { $0.key.elementsEqual(key.utf8) }?.value
    }

    /// The element at `index`; nil if there is none, or if this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// The members, if this is an object.
    public var members: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The elements, if this is an array.
    @inline(never)
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The contents, if this is a string.
    public var string: String? {
        utf8.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The contents in UTF-8, if this is a string.
    @inline(never)
    public var utf8: [UInt8]? {
        guard case .string(let utf8) = self else { return nil }
        return utf8
    }

    /// Whether this is the string `text`.
    @inline(never)
    public func isString(_ text: StaticString) -> Bool {
        guard case .string(let utf8) = self else { return false }
        return utf8.elementsEqual(text.utf8)
    }

    /// The truth value, if this is one.
    @inline(never)
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// Whether this is null.
    public var isNull: Bool { self == .null }

    /// The value, if this is a whole number that an `Int` holds.
    public var int: Int? { integer() }

    /// The value, if this is a whole number of type `Integer`.
    public func integer<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) -> Integer? {
        switch self {
        case .integer(let value): Integer(exactly: value)
        case .number(let literal): wholeNumber(literal)
        case .null, .bool, .string, .array, .object: nil
        }
    }
}

/// Reads digits that may not fit into 64 bits with a sign.
private func wholeNumber<Integer: FixedWidthInteger>(_ literal: [UInt8]) -> Integer? {
    var value: Integer = 0
    for byte in literal {
        guard byte.isDigit else { return nil }
        let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = shifted.addingReportingOverflow(Integer(byte - UInt8(ascii: "0")))
        guard !overflow, !carry else { return nil }
        value = sum
    }
    return value
}

extension StaticString {
    /// The text's bytes.
    ///
    /// - Precondition: A text of more than one scalar, as every literal key is.
    var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}

extension UInt8 {
    /// Whether this is one of the characters 0 to 9.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
