namespace Documentation.Tests;

/// <summary>
/// Comments of Markdown, which readers do not see, that say what is to be done with a block. Without a mark the blocks of C# of a page
/// are one program, in their order.
/// </summary>
internal static class Marks
{
    /// <summary>The block begins a program of its own.</summary>
    public const string Program = "program";

    /// <summary>Code that is compiled and not shown; a comment of several lines.</summary>
    public const string Setup = "setup\n";

    /// <summary>A block that is not compiled, with the reason: <c>not compiled: TorchSharp</c>.</summary>
    public const string NotCompiled = "not compiled:";

    /// <summary>A block of text: lines that the program before it prints, in this order; "…" stands for anything.</summary>
    public const string Output = "output";
}
