import Swnd
import Testing

@Suite struct ArrayTests {
    @Test func smoke() throws { #expect(try NDArray([1, 2] as [Float]).count == 2) }
}
