/// The operators, as static members: each is declared in a file of its own.
public enum Op {}
