namespace Keras.Terminals;

/// <summary>The styles that Keras prints in, as parameters of the escape sequence that selects them (ECMA-48, SGR).</summary>
internal static class TextStyles
{
    public const string Bold = "1";

    /// <summary>The part of a bar that is done.</summary>
    public const string Done = "32";

    /// <summary>The part of a bar that is left.</summary>
    public const string Left = "37";

    public const string Number = "38;5;34";

    /// <summary>An axis of unknown length.</summary>
    public const string Unknown = "38;5;45";

    public const string ClassName = "38;5;33";

    public const string Yes = "1;38;5;34";

    public const string No = "1;38;5;9";
}
