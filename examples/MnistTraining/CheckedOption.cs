using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace MnistTraining;

/// <summary>Options that refuse a wrong value with a sentence that says what is right.</summary>
internal static class CheckedOption
{
    public static Option<T> Number<T>(string name, string description, string expected, Func<T, bool> allows)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = "number",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, Style<T>(), CultureInfo.InvariantCulture, out T number) && allows(number))
                    return number;
                result.AddError($"{name}: expected {expected}, got '{text}'.");
                return default;
            },
        };

    public static Option<T> Number<T>(string name, string description, string expected, Func<T, bool> allows, T byDefault)
        where T : struct, INumber<T>
    {
        Option<T> option = Number(name, description, expected, allows);
        option.DefaultValueFactory = _ => byDefault;
        return option;
    }

    public static Option<string> Choice(string name, string description, string byDefault, params string[] choices)
    {
        Option<string> option = new(name)
        {
            Description = description,
            HelpName = string.Join('|', choices),
            DefaultValueFactory = _ => byDefault,
            // Keras takes its names in any case.
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (choices.FirstOrDefault(c => string.Equals(c, text, StringComparison.OrdinalIgnoreCase)) is { } choice)
                    return choice;
                result.AddError($"{name}: expected one of {string.Join(", ", choices)}, got '{text}'.");
                return null;
            },
        };
        return option;
    }

    /// <summary>Digits without separators: "1,5" is 1.5 to many people, and never 15.</summary>
    private static NumberStyles Style<T>() => typeof(T) == typeof(double) ? NumberStyles.Float : NumberStyles.Integer;
}
