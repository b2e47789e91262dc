using System.Text;

namespace Keras.Terminals;

/// <summary>A text in parts, each with the style that a terminal with colors shows it in.</summary>
internal sealed class StyledText
{
    private readonly List<(string Text, string? Style)> parts = [];

    /// <summary>The number of characters, the escape sequences of styles not counted.</summary>
    public int Length { get; private set; }

    /// <summary>The text without styles.</summary>
    public string Plain => string.Concat(parts.Select(p => p.Text));

    /// <summary>Adds a part.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">One of <see cref="TextStyles"/>; null for none.</param>
    public StyledText Add(string text, string? style = null)
    {
        if (text.Length > 0)
            parts.Add((text, style));
        Length += text.Length;
        return this;
    }

    /// <summary>Adds another text.</summary>
    public StyledText Add(StyledText other)
    {
        foreach ((string text, string? style) in other.parts)
            Add(text, style);
        return this;
    }

    /// <summary>The characters from one to another.</summary>
    public StyledText Slice(int start, int end)
    {
        StyledText slice = new();
        int at = 0;
        foreach ((string text, string? style) in parts)
        {
            int first = Math.Clamp(start - at, 0, text.Length), last = Math.Clamp(end - at, first, text.Length);
            slice.Add(text[first..last], style);
            at += text.Length;
        }

        return slice;
    }

    /// <summary>This text, or as much of it as a width takes, with an ellipsis.</summary>
    public StyledText Cut(int width) => Length <= width ? this : width < 1 ? new() : Slice(0, width - 1).Add("…");

    /// <summary>The text, with escape sequences where colors are shown.</summary>
    public string ToString(bool withColors)
    {
        if (!withColors)
            return Plain;
        StringBuilder written = new();
        foreach ((string text, string? style) in parts)
            written.Append(style is null ? text : $"\e[{style}m{text}\e[0m");
        return written.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Plain;
}
