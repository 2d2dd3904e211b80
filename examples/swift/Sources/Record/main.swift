// Records how z comes from x, goes backward, prints the gradient.
import Swnd

let x = try NDArray([1, 2, 3, 4] as [Float], shape: [2, 2])
try x.attachGrad()

let z = try autograd.record { try 2 * x * x }
try z.backward()

print("x =", try x.values())
print("z = 2*x*x =", try z.values())
print("dz/dx = 4*x =", try x.grad?.values() ?? [])
