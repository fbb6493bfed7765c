/// What a full symbol of one version and level must look like.
struct QRGolden {
    /// The most bytes that fit.
    let capacity: Int
    /// The CRC-32 of the modules, row by row, as the characters `0` and `1`.
    let checksum: UInt32

    init(_ capacity: Int, _ checksum: UInt32) {
        self.capacity = capacity
        self.checksum = checksum
    }

    /// The payload of the golden symbols: letters whose order does not repeat soon.
    static func payload(_ count: Int) -> [UInt8] {
        (0..<count).map { index in
            let letter = (index * index + 7 * index) % 26
            return UInt8(0x61 + letter)
        }
    }

    /// Versions 1 to 40, each with levels L, M, Q and H, under mask (version + level) mod 8.
    ///
    /// Source: this encoder's output, in which zxing-cpp 3.1.1 read every one of the 160 payloads
    /// and levels. Symbols of other payloads, in all 160, were equal to those of qrencode 4.1.1.
    static let table: [[QRGolden]] = [
        [
            .init(17, 0xAA4E0043), .init(14, 0x6FE9CA08), .init(11, 0x95F04401),
            .init(7, 0xDD99F52E),
        ],
        [
            .init(32, 0x85864F68), .init(26, 0x1F4F2651), .init(20, 0x23E559BB),
            .init(14, 0x44FEF43C),
        ],
        [
            .init(53, 0x26B89580), .init(42, 0x50125AFF), .init(32, 0x6D71D020),
            .init(24, 0x057DC4DC),
        ],
        [
            .init(78, 0xAF3005BF), .init(62, 0xD557AB65), .init(46, 0xDFAA8587),
            .init(34, 0x84AA3DDF),
        ],
        [
            .init(106, 0x42B6F5C0), .init(84, 0xE9A861E3), .init(60, 0x6191281A),
            .init(44, 0x68F5D1EB),
        ],
        [
            .init(134, 0x268AA49B), .init(106, 0xDD916851), .init(74, 0xDDC1C3C1),
            .init(58, 0xB274AC7E),
        ],
        [
            .init(154, 0xAD38E41D), .init(122, 0xC255AB74), .init(86, 0x5A8B8044),
            .init(64, 0x854F0561),
        ],
        [
            .init(192, 0xAF31F732), .init(152, 0x3554039D), .init(108, 0x2B4B637C),
            .init(84, 0x859FD904),
        ],
        [
            .init(230, 0x796D793C), .init(180, 0xBFB5326B), .init(130, 0x9A5C577F),
            .init(98, 0xFD9320F5),
        ],
        [
            .init(271, 0x279B1E44), .init(213, 0x199ADB5F), .init(151, 0xBFD4A634),
            .init(119, 0xD0F991A1),
        ],
        [
            .init(321, 0xEFD5E737), .init(251, 0x9F30C44E), .init(177, 0x4C356BDC),
            .init(137, 0xAE4ADAED),
        ],
        [
            .init(367, 0x77A8BBFE), .init(287, 0x472E6C6D), .init(203, 0xF0D39F6F),
            .init(155, 0x82E9EEC7),
        ],
        [
            .init(425, 0xC6C6B088), .init(331, 0x24E643DF), .init(241, 0xD2F29B55),
            .init(177, 0xF16D1C7B),
        ],
        [
            .init(458, 0x89FA18D4), .init(362, 0x4964D157), .init(258, 0x13A7AB17),
            .init(194, 0x4C8E1888),
        ],
        [
            .init(520, 0x42BC4ABF), .init(412, 0x8277125A), .init(292, 0x436FFB17),
            .init(220, 0xE09F68D1),
        ],
        [
            .init(586, 0x9FA79393), .init(450, 0xA02C2F75), .init(322, 0xA190F1BB),
            .init(250, 0x1AEFA554),
        ],
        [
            .init(644, 0xC3AE77CF), .init(504, 0x0E9622F3), .init(364, 0xEA47F48A),
            .init(280, 0x57885690),
        ],
        [
            .init(718, 0x351AA527), .init(560, 0x5FCAFC8E), .init(394, 0x304F400C),
            .init(310, 0x658CB97E),
        ],
        [
            .init(792, 0x1EFA209C), .init(624, 0x6B17C448), .init(442, 0xE1CBAACD),
            .init(338, 0x1A9FAC2D),
        ],
        [
            .init(858, 0x21B2D0AB), .init(666, 0xFCEE9389), .init(482, 0x3EC7C657),
            .init(382, 0x3C09D7FD),
        ],
        [
            .init(929, 0x8E35D769), .init(711, 0x7EBF1BB9), .init(509, 0xFB47367C),
            .init(403, 0x00278511),
        ],
        [
            .init(1003, 0xFAA316C3), .init(779, 0x21C1626B), .init(565, 0xEE488DDD),
            .init(439, 0xC10C432A),
        ],
        [
            .init(1091, 0x4B6E3C31), .init(857, 0xE29F190C), .init(611, 0x1F651E2E),
            .init(461, 0xC9E2F437),
        ],
        [
            .init(1171, 0x0568C433), .init(911, 0x02D55E5B), .init(661, 0x6B6860B3),
            .init(511, 0xBB674610),
        ],
        [
            .init(1273, 0x67243F5D), .init(997, 0xD64C0A73), .init(715, 0x828F024A),
            .init(535, 0xB9F2B094),
        ],
        [
            .init(1367, 0xCBE7FB22), .init(1059, 0x4F4AF244), .init(751, 0xF3214CC4),
            .init(593, 0x79AE66CD),
        ],
        [
            .init(1465, 0xDE4EF124), .init(1125, 0x632074B2), .init(805, 0x9ED7530C),
            .init(625, 0xD86409A0),
        ],
        [
            .init(1528, 0x90A329E0), .init(1190, 0xB68F8474), .init(868, 0xE86C13C8),
            .init(658, 0xDE30EB89),
        ],
        [
            .init(1628, 0x33A9F496), .init(1264, 0x2F37BD53), .init(908, 0x30CA8D50),
            .init(698, 0x456B8B18),
        ],
        [
            .init(1732, 0x3B03F086), .init(1370, 0xB58906A4), .init(982, 0xD475B2BD),
            .init(742, 0xDFA1F530),
        ],
        [
            .init(1840, 0x7EE1FC0D), .init(1452, 0x56C51CC0), .init(1030, 0xF9A28D06),
            .init(790, 0x2B4ED12D),
        ],
        [
            .init(1952, 0xEDC9F482), .init(1538, 0xEE7D3FB8), .init(1112, 0xF8DED81A),
            .init(842, 0xFB1F0A21),
        ],
        [
            .init(2068, 0x330638ED), .init(1628, 0xC745840E), .init(1168, 0xADAD0488),
            .init(898, 0xD8BB7CD1),
        ],
        [
            .init(2188, 0x1BB18819), .init(1722, 0x2D5016E7), .init(1228, 0x9D49C1CC),
            .init(958, 0x9A75A032),
        ],
        [
            .init(2303, 0x35A68D58), .init(1809, 0x256FC4E6), .init(1283, 0x227B243E),
            .init(983, 0xA99571FB),
        ],
        [
            .init(2431, 0xDBA13A6E), .init(1911, 0x714FED76), .init(1351, 0xBBEC74C2),
            .init(1051, 0x1AAD8F31),
        ],
        [
            .init(2563, 0x92958F17), .init(1989, 0x68215EA6), .init(1423, 0xFEA92E33),
            .init(1093, 0x4E6EB73A),
        ],
        [
            .init(2699, 0x866B8E62), .init(2099, 0xCDD4B3DF), .init(1499, 0xC88FA78C),
            .init(1139, 0x18AAD91E),
        ],
        [
            .init(2809, 0xC031CBE9), .init(2213, 0x88E23791), .init(1579, 0xB65772F6),
            .init(1219, 0xE8FFA91F),
        ],
        [
            .init(2953, 0xF9CF6119), .init(2331, 0x96CB0DD1), .init(1663, 0xD441B883),
            .init(1273, 0xF574CE5A),
        ],
    ]
}
