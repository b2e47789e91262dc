namespace Keras.OpsGenerator;

/// <summary>A setting or an argument of a recorded operation.</summary>
/// <param name="Name">The parameter's name; null for an argument by position.</param>
/// <param name="Expression">The function's expression; null where the function leaves the parameter to its default.</param>
/// <param name="Default">The parameter's default as JSON; null for none.</param>
/// <param name="IsSpread">Whether the expression is a list whose items are arguments of their own.</param>
internal sealed record RecordedArgument(string? Name, string? Expression, string? Default, bool IsSpread)
{
    /// <summary>Parses <c>expression</c>, <c>*expression</c>, <c>name=expression</c> or <c>name:default</c>.</summary>
    public static RecordedArgument Parse(string text)
    {
        if (text.StartsWith('*') && !text.StartsWith("**", StringComparison.Ordinal))
            return new(null, text[1..], null, true);
        int mark = text.IndexOfAny(['=', ':']);
        if (mark < 0)
            return new(null, text, null, false);
        string value = text[(mark + 1)..];
        return text[mark] == '=' ? new(text[..mark], value, null, false) : new(text[..mark], null, value == "?" ? null : value, false);
    }

    /// <summary>Whether the expression is a parameter of the function.</summary>
    public bool Reads(string parameter) => Expression is not null && RecordedOperation.KeyOf(Expression) == parameter;
}
