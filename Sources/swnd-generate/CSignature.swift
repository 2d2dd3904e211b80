import SwndGraph

/// One parameter of a C function.
struct CParameter {
    let name: String
    /// Its declaration in C.
    let declaration: String
    /// Its type in Swift, as the header is imported.
    let swiftType: String
    /// What the Python wrapper declares it as.
    let pythonType: String
}

extension Declaration {
    /// All parameters of the operator's C function, in order.
    var cParameters: [CParameter] {
        let cell = "UnsafeMutablePointer<swnd_array?>!"
        var parameters: [CParameter] = []
        func add(_ name: String, _ declaration: String, _ swiftType: String, _ pythonType: String) {
            parameters.append(
                CParameter(
                    name: name, declaration: "\(declaration)\(name)", swiftType: swiftType,
                    pythonType: pythonType))
        }
        add("out", "swnd_array *", cell, canHaveSeveral ? "OUTS" : "OUT")
        if canHaveSeveral { add("out_count", "size_t ", "Int", "COUNT") }
        for input in op.inputs {
            if input.isVariadic {
                add(input.name, "const swnd_array *", "UnsafePointer<swnd_array?>!", "ARRAYS")
                add("\(input.name)_count", "size_t ", "Int", "COUNT")
            } else {
                add(input.name, "swnd_array ", "swnd_array!", "ARRAY")
            }
        }
        for parameter in op.parameters {
            let name = parameter.name
            switch parameter.kind {
            case .bool: add(name, "bool ", "Bool", "BOOLEAN")
            case .int: add(name, "int64_t ", "Int64", "INTEGER")
            case .real: add(name, "double ", "Double", "REAL")
            case .ints:
                add(name, "const int64_t *", "UnsafePointer<Int64>!", "INTEGERS")
                add("\(name)_count", "size_t ", "Int", "COUNT")
            case .dtype: add(name, "swnd_dtype ", "swnd_dtype", "DTYPE")
            case .context: add(name, "swnd_context ", "swnd_context", "CONTEXT")
            case .choice:
                let type = choiceType(parameter)
                add(name, "\(type) ", type, "CHOICE")
            }
        }
        return parameters
    }

    /// The C type of a choice, such as `swnd_take_mode`.
    func choiceType(_ parameter: Parameter) -> String { "swnd_\(names.c)_\(parameter.name)" }
}
