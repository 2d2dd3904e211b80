import SwndOpenCL
import Testing

/// Kernels count in 32 bits only where nothing they add to a count leaves them.
@Suite struct CountingTests {
    @Test func countsLeaveRoomForAStride() {
        let stride = 4096
        #expect(!Counting.isLarge(0) && !Counting.isLarge(1 << 30))
        #expect(Counting.isLarge(1 << 31) && Counting.isLarge((1 << 31) - 1))
        #expect(Counting.isLarge((1 << 31) - stride))
    }
}
