/// Text in JSON.
enum JSON {
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A number. JSON has no infinities: readers make them of what is too large.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "null" }
        return value.isFinite ? "\(value)" : value < 0 ? "-1e999" : "1e999"
    }

    static func array(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ", ") + "]"
    }

    static func object(_ members: [(name: String, value: String?)]) -> String {
        let pairs = members.compactMap { member in
            member.value.map { "\(string(member.name)): \($0)" }
        }
        return "{" + pairs.joined(separator: ", ") + "}"
    }
}
