import TandemBytes
import TandemJSON

/// The fields of one entry of a vector file, or of an object in it.
struct VectorEntry {
    private let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    /// Whether there is such a field, and it is not null.
    func has(_ key: StaticString) -> Bool {
        value[key].map { !$0.isNull } ?? false
    }

    /// Bytes written as hexadecimal digits.
    func bytes(_ key: StaticString) throws(CheckFailure) -> [UInt8] {
        guard let bytes = value[key]?.hexBytes else { throw .malformed(field: key) }
        return bytes
    }

    /// The same, as a secret.
    func secret(_ key: StaticString) throws(CheckFailure) -> SecretBytes {
        SecretBytes(copying: try bytes(key))
    }

    /// Text.
    func text(_ key: StaticString) throws(CheckFailure) -> [UInt8] {
        guard let text = value[key]?.utf8 else { throw .malformed(field: key) }
        return text
    }

    /// A whole number.
    func integer<Integer: FixedWidthInteger>(
        _ key: StaticString,
        _: Integer.Type = Integer.self
    ) throws(CheckFailure) -> Integer {
        guard let integer = value[key]?.integer(Integer.self) else { throw .malformed(field: key) }
        return integer
    }

    /// Whole numbers; nil stands for null.
    func optionalIntegers(_ key: StaticString) throws(CheckFailure) -> [UInt64?] {
        var integers: [UInt64?] = []
        for element in try list(key) {
            let integer = element.integer(UInt64.self)
            guard integer != nil || element.isNull else { throw .malformed(field: key) }
            integers.append(integer)
        }
        return integers
    }

    /// An object.
    func object(_ key: StaticString) throws(CheckFailure) -> VectorEntry {
        guard let object = value[key], object.members != nil else { throw .malformed(field: key) }
        return VectorEntry(object)
    }

    /// The elements of an array.
    func list(_ key: StaticString) throws(CheckFailure) -> [JSONValue] {
        guard let elements = value[key]?.array else { throw .malformed(field: key) }
        return elements
    }

    /// Objects in an array.
    func objects(_ key: StaticString) throws(CheckFailure) -> [VectorEntry] {
        try list(key).map { VectorEntry($0) }
    }

    /// Byte strings in an array.
    func byteStrings(_ key: StaticString) throws(CheckFailure) -> [[UInt8]] {
        var strings: [[UInt8]] = []
        for element in try list(key) {
            guard let bytes = element.hexBytes else { throw .malformed(field: key) }
            strings.append(bytes)
        }
        return strings
    }

    /// An MLS structure that fills its field.
    func decoded<Value: WireCodable>(
        _ key: StaticString,
        _: Value.Type = Value.self
    ) throws(CheckFailure) -> Value {
        let bytes = try bytes(key)
        return try accept(key) { () throws(DecodeError) in try Value(exactly: bytes) }
    }
}
