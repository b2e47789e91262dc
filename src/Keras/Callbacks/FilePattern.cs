using System.Globalization;
using System.Text.RegularExpressions;

namespace Keras.Callbacks;

/// <summary>
/// A path with numbers in it, <c>{epoch:00}-{val_loss:F2}.keras</c>. The formats are .NET's; Python's <c>02d</c>, <c>.2f</c> and <c>.2e</c> mean the same as there.
/// </summary>
internal sealed partial class FilePattern(string pattern)
{
    public string Format(int epoch, int? batch, Logs logs) => Placeholder().Replace(pattern, match =>
    {
        string name = match.Groups["name"].Value, format = match.Groups["format"].Value;
        if (name == "epoch")
            return ((long)epoch + 1).ToString(OfPython(format), CultureInfo.InvariantCulture);
        if (name == "batch" && batch is { } number)
            return ((long)number + 1).ToString(OfPython(format), CultureInfo.InvariantCulture);
        if (!logs.TryGetValue(name, out double value))
            throw new KeyNotFoundException($"The path '{pattern}' needs '{name}', but there are only {string.Join(", ", (string[])["epoch", .. logs.Keys])}.");
        return value.ToString(OfPython(format), CultureInfo.InvariantCulture);
    });

    private static string OfPython(string format)
    {
        if (PythonInteger().Match(format) is { Success: true } integer)
            return "D" + integer.Groups["width"].Value;
        if (PythonFloat().Match(format) is not { Success: true } real)
            return format;
        int digits = int.Parse(real.Groups["digits"].ValueSpan, CultureInfo.InvariantCulture);
        return real.Groups["kind"].Value == "f" ? $"F{digits}" : $"0.{new string('0', digits)}e+00";
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>[^{}]*))?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^0?(?<width>\d*)d$")]
    private static partial Regex PythonInteger();

    [GeneratedRegex(@"^\.(?<digits>\d+)(?<kind>[fe])$")]
    private static partial Regex PythonFloat();
}
