using Keras.Layers;
using Keras.Models;
using Keras.Terminals;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>The summaries of functional, nested and shared models, as the real Keras prints them.</summary>
public sealed class SummaryKindsTests
{
    public static TheoryData<string, string> Cases => SeenModels.Cases("summaries");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_table_is_that_of_Keras(string name, string way)
    {
        using Model model = SeenModels.Make(name);
        string[] expected = SeenModels.Lines(SeenModels.Expected("summaries").GetProperty(name).GetProperty(way))!;

        Func<string> text = () => way switch
        {
            "length_80" => model.SummaryText(80),
            "length_132" => model.SummaryText(132),
            "expanded" => model.SummaryText(expandNested: true),
            "trainable" => model.SummaryText(showTrainable: true),
            "all" => model.SummaryText(90, expandNested: true, showTrainable: true),
            "positions" => model.SummaryText(100, positions: [0.4, 0.6, 0.8, 1.0]),
            _ => model.SummaryText(),
        };

        // Keras takes positions that belong to no column.
        if (way == "positions" && !expected[2].Contains("Connected to", StringComparison.Ordinal))
            Assert.Contains("expected 3 positions", Assert.Throws<ArgumentException>(text).Message, StringComparison.Ordinal);
        else
            Assert.Equal(expected, text().TrimEnd().Split(Environment.NewLine));
    }

    [Theory]
    [InlineData(null, 0, 80)]
    [InlineData(null, 120, 120)]
    [InlineData("40", 120, 40)]
    [InlineData("200", 120, 120)]
    [InlineData("40", 0, 40)]
    [InlineData("wide", 0, 80)]
    [InlineData("-5", 60, 60)]
    public void The_variable_of_columns_may_ask_for_fewer_than_the_window_has(string? wanted, int window, int columns) =>
        Assert.Equal(columns, Terminal.ColumnsOf(wanted, window));

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(60)]
    public void A_window_that_is_too_narrow_for_the_table_breaks_it_and_no_program(int columns)
    {
        using Model model = SeenModels.Make("branches");
        SummaryOptions options = new(null, true, true, null, null);

        string[] lines = model.SummaryLines(options, new Terminal(TextWriter.Null, () => columns)).Split(Environment.NewLine);

        Assert.Equal(Math.Max(51, columns - 4), lines.Where(l => l.StartsWith('┃')).Max(l => l.Length));
    }

    [Fact]
    public void A_range_of_layers_is_found_by_names_or_expressions()
    {
        using Model model = SeenModels.Make("branches");
        string[] expected = SeenModels.Lines(SeenModels.Expected("range"))!;

        Assert.Equal(expected, model.SummaryText(100, layerRange: ("conv", "jo")).TrimEnd().Split(Environment.NewLine));
        Assert.Equal(expected, model.SummaryText(100, layerRange: ("join", "co")).TrimEnd().Split(Environment.NewLine));
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.SummaryText(layerRange: ("convo", "join")));
        Assert.Contains("got 'convo'; did you mean 'conv'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 88)]
    [InlineData(80, 76)]
    [InlineData(60, 56)]
    public void A_table_on_a_terminal_is_no_wider_than_that(int columns, int expected)
    {
        using Sequential model = Toy.Linear();
        Terminal terminal = new(TextWriter.Null, () => columns, isTerminal: true);

        string[] lines = model.SummaryLines(new(null, false, false, null, null), terminal).Split(Environment.NewLine);

        Assert.Equal(expected, lines[1].Length);
    }

    [Fact]
    public void On_a_terminal_with_colors_the_table_has_those_of_Keras()
    {
        using Sequential model = new(new Dense(2) { InputShape = [3], Name = "few" }) { Name = "colored" };
        SummaryOptions options = new(80, false, true, null, null);

        string colored = model.SummaryLines(options, new Terminal(TextWriter.Null, isTerminal: true, hasColors: true));

        Assert.Contains("\e[1mModel: \"colored\"\e[0m", colored, StringComparison.Ordinal);
        Assert.Contains("few (\e[38;5;33mDense\e[0m)", colored, StringComparison.Ordinal);
        Assert.Contains("(\e[38;5;45mNone\e[0m, \e[38;5;34m2\e[0m)", colored, StringComparison.Ordinal);
        Assert.Contains("\e[1;38;5;34mY\e[0m", colored, StringComparison.Ordinal);
        Assert.Contains("\e[1m Total params: \e[0m\e[38;5;34m8\e[0m (32.00 B)", colored, StringComparison.Ordinal);
        string plain = System.Text.RegularExpressions.Regex.Replace(colored, "\e\\[[0-9;]*m", "");
        Assert.Equal(model.SummaryText(80, showTrainable: true), plain);
    }
}
