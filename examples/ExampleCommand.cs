using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Examples;

/// <summary>The command line of an example: values in order, each with a default.</summary>
internal static class ExampleCommand
{
    /// <summary>Reads the arguments. Help, and what is wrong with the arguments, are printed, and the program ends.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="description">What the example does, for the help.</param>
    /// <param name="arguments">The arguments that it takes.</param>
    public static ParseResult Parse(string[] args, string description, params Argument[] arguments)
    {
        RootCommand command = new(description);
        foreach (Argument argument in arguments)
            command.Arguments.Add(argument);
        ParseResult line = command.Parse(args);
        if (line.Errors.Count > 0 || line.Action is not null)
            Environment.Exit(line.Invoke());
        return line;
    }

    /// <summary>An argument that is an integer of at least 1.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="defaultValue">The value where none is given.</param>
    /// <param name="description">What it means, for the help.</param>
    public static Argument<int> Integer(string name, int defaultValue, string description) => new(name)
    {
        DefaultValueFactory = _ => defaultValue,
        CustomParser = Positive,
        Description = description,
    };

    private static int Positive(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0)
            return value;
        result.AddError($"Expected an integer of at least 1 as {result.Argument.Name}, got '{text}'.");
        return 0;
    }
}
