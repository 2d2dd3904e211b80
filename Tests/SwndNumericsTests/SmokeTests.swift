import SwndNumerics
import Testing

@Test func smoke() {
    #expect(LanesF32.exp(.constant(0))[3] == 1)
}
