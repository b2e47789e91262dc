using Keras.Layers;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>Models as diagrams in the DOT language, letter for letter as the real Keras and pydot write them.</summary>
public sealed class ModelDiagramTests
{
    public static TheoryData<string, string> Cases => SeenModels.Cases("dots");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_text_is_that_of_Keras(string name, string way)
    {
        using Model model = SeenModels.Make(name);
        ModelPlotOptions options = way switch
        {
            "names" => new() { ShowLayerNames = false, ShowShapes = true },
            "all" => new()
            {
                ShowShapes = true,
                ShowDType = true,
                ShowLayerActivations = true,
                ShowTrainable = true,
                RankDir = "LR",
                Dpi = 96,
            },
            "expanded" => new() { ExpandNested = true, ShowShapes = true, ShowTrainable = true, Splines = "curved" },
            _ => new(),
        };

        Assert.Equal(SeenModels.Lines(SeenModels.Expected("dots").GetProperty(name).GetProperty(way)), model.ToDot(options).Split('\n'));
    }

    [Fact]
    public void The_calls_of_other_models_have_no_arrows()
    {
        Dense shared = new(1);
        using Sequential model = new(new Flatten { InputShape = [2] }, shared), other = new(new Dense(2) { InputShape = [3] }, shared);
        Assert.Equal([new DiagramEdge(1, 2)], model.ToDiagram(expandNested: true).Edges);
    }

    [Fact]
    public void A_model_that_writes_its_own_computation_is_one_box()
    {
        using Own model = new() { Name = "own" };
        model.BuildModel([-1, 3]);

        ModelDiagram diagram = model.ToDiagram(expandNested: true);

        DiagramBox box = Assert.IsType<DiagramBox>(Assert.Single(diagram.Items));
        Assert.Equal(("own", "Own", true), (box.Name, box.ClassName, box.Trainable));
        Assert.Empty(diagram.Edges);
    }

    [Fact]
    public void Letters_that_mean_something_to_Graphviz_are_written_so_that_they_do_not()
    {
        using Sequential inner = new(new Dense(1) { InputShape = [2], Name = "a<b>&c" }) { Name = "in\"ner" };
        using Sequential model = new(inner) { Name = "outer" };
        model.BuildModel([-1, 2]);

        string dot = model.ToDot(new() { ExpandNested = true });

        Assert.Contains("<b>a&lt;b&gt;&amp;c</b>", dot, StringComparison.Ordinal);
        Assert.Contains("subgraph \"cluster_in\\\"ner\" {", dot, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_told_in_a_sentence()
    {
        using Sequential model = new(new Dense(1)) { Name = "early" };

        Assert.Contains("The model 'early' is not built yet", Assert.Throws<InvalidOperationException>(() => model.ToDot()).Message,
            StringComparison.Ordinal);
        Assert.Contains("RankDir: expected one of \"TB\", \"LR\", \"BT\", \"RL\", got \"down\".",
            Assert.Throws<ArgumentException>(() => new ModelPlotOptions { RankDir = "down" }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ModelPlotOptions { Splines = "wavy" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelPlotOptions { Dpi = 0 });
    }

    private sealed class Own : Model
    {
        private readonly Dense dense = new(2);

        protected override TensorFlow.Symbol Call(TensorFlow.Symbol x, CallContext context) => dense.Apply(x, context);
    }
}
