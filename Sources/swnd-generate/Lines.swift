/// Laying out text in lines of at most 100 columns.
enum Lines {
    static let columns = 100

    /// The words of a text in lines; `first` and `rest` stand before the first line and before all others.
    static func wrap(_ text: String, first: String, rest: String? = nil) -> [String] {
        let rest = rest ?? first
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in words(text) {
            if !isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += isEmpty ? word : " " + word
            isEmpty = false
        }
        return lines + [line]
    }

    /// Words, where a quotation in backticks counts as one.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var isQuoted = false
        for word in text.split(separator: " ") {
            if isQuoted { words[words.count - 1] += " " + word } else { words.append(String(word)) }
            if word.count(where: { $0 == "`" }) % 2 == 1 { isQuoted.toggle() }
        }
        return words
    }

    /// `head` with the items and `tail` in one line; where that is too long, the items indented below in as few lines as
    /// possible, with the tail after them (as swift-format has it: `trailing` stands after the last item then).
    static func filled(
        _ head: String, _ items: [String], _ tail: String, trailing: String = ""
    ) -> [String] {
        let line = head + items.joined(separator: ", ") + tail
        if line.count <= columns { return [line] }
        let indent = String(line.prefix { $0 == " " })
        var lines = [head]
        var current = ""
        for (place, item) in items.enumerated() {
            let item = item + (place + 1 < items.count ? "," : trailing)
            if !current.isEmpty, current.count + 1 + item.count <= columns {
                current += " " + item
            } else {
                if !current.isEmpty { lines.append(current) }
                current = indent + "    " + item
            }
        }
        return lines + [current, indent + tail]
    }

    /// The same as ruff has it: arguments in one line below, or each in a line of its own with a comma after it.
    static func listed(_ head: String, _ items: [String], _ tail: String) -> [String] {
        let line = head + items.joined(separator: ", ") + tail
        if line.count <= columns { return [line] }
        let indent = String(line.prefix { $0 == " " })
        let below = indent + "    " + items.joined(separator: ", ")
        if head.hasSuffix("("), below.count <= columns { return [head, below, indent + tail] }
        return [head] + items.map { indent + "    " + $0 + "," } + [indent + tail]
    }

    /// The same as clang-format has it: further lines begin below the first item.
    static func aligned(_ head: String, _ items: [String], _ tail: String) -> [String] {
        let indent = String(repeating: " ", count: head.count)
        var lines: [String] = []
        var current = head
        for (place, item) in items.enumerated() {
            let item = place + 1 < items.count ? item + "," : item + tail
            if place > 0, current.count + 1 + item.count > columns {
                lines.append(current)
                current = indent + item
            } else {
                current += place == 0 ? item : " " + item
            }
        }
        return lines + [current]
    }
}
