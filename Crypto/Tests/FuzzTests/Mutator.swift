/// Makes endless variations of some inputs, the same from the same seed.
struct Mutator {
    private let inputs: [[UInt8]]
    private var state: UInt64

    /// - Precondition: At least one input.
    init(seed: UInt64, inputs: [[UInt8]]) {
        self.inputs = inputs
        state = seed
    }

    /// An input with one to four changes.
    mutating func next() -> [UInt8] {
        var bytes = inputs[random(below: inputs.count)]
        for _ in 0...random(below: 4) {
            change(&bytes)
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(random(below: 256))) }
        let place = random(below: bytes.count)
        switch random(below: 8) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes.insert(UInt8(random(below: 256)), at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes[place] = [0x00, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff][random(below: 8)]
        case 4: bytes[place] &+= 1
        case 5: bytes[place] ^= 1 << UInt8(random(below: 8))
        case 6:
            let end = min(bytes.count, place + 1 + random(below: 32))
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: random(below: bytes.count))
        default: splice(&bytes, at: place)
        }
    }

    /// Puts the end of another input behind `place`.
    private mutating func splice(_ bytes: inout [UInt8], at place: Int) {
        let other = inputs[random(below: inputs.count)]
        bytes.removeSubrange(place...)
        bytes += other.suffix(random(below: other.count + 1))
    }

    /// Source: splitmix64, by Sebastiano Vigna.
    private mutating func random(below bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }
}
