import Glibc
import Swnd
import SwndCore
import Testing

/// Arrays to files and back, with and without names.
@Suite struct FileTests {
    private func temporary() -> String {
        "/tmp/swnd-swift-\(getpid())-\(UInt64.random(in: .min ... .max))"
    }

    @Test func arraysAreReadAsTheyWereSaved() throws {
        let path = temporary()
        defer { unlink(path) }
        let x = try counting(2, 3)
        try save([x, try transpose(x), try NDArray([true, false])], to: path)
        let loaded = try load(path)
        #expect(loaded.names == nil && loaded.warnings.isEmpty && loaded.arrays.count == 3)
        try expect(loaded.arrays[0], [0, 1, 2, 3, 4, 5], shape: [2, 3])
        try expect(loaded.arrays[1], [0, 3, 1, 4, 2, 5], shape: [3, 2])
        #expect(loaded.arrays[2]?.dtype == .bool)
    }

    @Test func namesAreKeptInOrder() throws {
        let path = temporary()
        defer { unlink(path) }
        try save(
            [
                "weight": try counting(3), "bias": try NDArray([7 as Int64]),
                "größe": try counting(1),
            ], to: path)
        let loaded = try load(path)
        #expect(loaded.names == ["bias", "größe", "weight"])
        try expect(loaded["weight"], [0, 1, 2])
        #expect(loaded["bias"]?.dtype == .int64)
        #expect(loaded["nothing"] == nil)
    }

    @Test func aLoadedArrayIsLikeAnyOther() throws {
        let path = temporary()
        defer { unlink(path) }
        try save([try NDArray([1, 2, 3])], to: path)
        let x = try #require(try load(path).arrays[0])
        try x.attachGrad()
        let y = try autograd.record { try sum(x * x) }
        try y.backward()
        try expect(x.grad, [2, 4, 6])
        try x.assign(5)
        try expect(x, [5, 5, 5])
    }

    @Test func whatIsWrongIsAnError() throws {
        expectError(.value, "load: '/nowhere'", "No such file") { try load("/nowhere") }
        expectError(.value, "load: '/tmp'", "a folder") { try load("/tmp") }
        expectError(.value, "save: '/nowhere/x'", "cannot be written") {
            try save([try counting(2)], to: "/nowhere/x")
        }
        expectError(.value, "save: ", "zero byte") {
            try save(["a\0b": try counting(2)], to: temporary())
        }
        let path = temporary()
        defer { unlink(path) }
        try save([try counting(2)], to: path)
        #expect(truncate(path, 40) == 0)
        expectError(.value, "load: '\(path)': byte 36: ", "expected 8 bytes") { try load(path) }
    }
}
