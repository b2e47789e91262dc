using TensorFlow.Tests.Loading;
using Xunit;

namespace TensorFlow.Tests.SavedModels;

public sealed class SavedModelWriterTests : NativeTest, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void What_is_written_can_be_loaded()
    {
        Write("model", x => x * 2, factor: 3);
        Assert.Equal([6f, 12f], Run("model"));
        Assert.Equal(["saved_model.pb", "variables"], Directory.EnumerateFileSystemEntries(directory.Combine("model"))
            .Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Variables_of_one_name_stay_apart()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        using Tensor one = Tensor.Create<float>([1]);
        using Tensor ten = Tensor.Create<float>([10]);
        using Variable first = new(one);
        using Variable second = new(ten);
        SavedModelWriter writer = new(graph);
        Symbol x = writer.AddInput("x", DType.Float32, [-1]);
        Symbol y = (x * writer.AddVariable("näme of it", first, true)) + writer.AddVariable("näme of it", second, false);
        writer.Write(directory.Combine("model"), new Dictionary<string, Symbol> { ["y"] = y });
        Assert.Equal([11f, 12f], Run("model"));
    }

    [Fact]
    public void A_graph_without_variables_needs_no_checkpoint()
    {
        Write("model", x => x * 2, factor: null);
        Assert.Equal([2f, 4f], Run("model"));
        Assert.False(Directory.Exists(directory.Combine("model", "variables")));
    }

    [Fact]
    public void An_older_model_is_replaced_as_a_whole()
    {
        Write("model", x => x * 2, factor: 3);
        _ = directory.Touch("model", "assets", "words.txt");
        Write("model", x => x, factor: null);
        Assert.Equal([1f, 2f], Run("model"));
        Assert.Equal(["model/saved_model.pb"], Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(directory.Path, f)));
    }

    [Fact]
    public void A_directory_of_other_files_is_left_alone()
    {
        _ = directory.Touch("mine", "letter.txt");
        Assert.Contains("holds other files", Assert.Throws<IOException>(() => Write("mine", x => x, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<IOException>(() => Write("mine/letter.txt", x => x, 1)).Message,
            StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_failure_leaves_the_older_model_and_nothing_else()
    {
        Write("model", x => x * 2, factor: 3);
        Variable gone = new(DType.Float32, [1]);
        gone.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Write("model", x => x, gone));
        Assert.Equal([6f, 12f], Run("model"));
        Assert.Equal(["model"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Operations_that_reach_files_are_refused_unless_allowed()
    {
        string text = directory.Combine("secret.txt");
        File.WriteAllText(text, "secret");
        Write("model", x => Symbols(x, text), factor: null);
        Assert.Contains("ReadFile", Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Combine("model"))).Message,
            StringComparison.Ordinal);
        using SavedModel allowed = SavedModel.Load(directory.Combine("model"), allowFileAccess: true);
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Tensor y = allowed.Run(x);
        Assert.Equal(["secret"], y.ToStrings());

        static Symbol Symbols(Symbol x, string text) => RawOps.ReadFile(x.Graph.Strings("path", [text]).Reshape([]));
    }

    [Fact]
    public void Functions_that_functions_call_are_written_too()
    {
        using Function inner = Function.Trace("inner", [new(DType.Float32, [-1])], s => [s[0] * 5]);
        using Function outer = Function.Trace("outer", [new(DType.Float32, [-1])], s => inner.Call(s[0]));
        Write("model", x => outer.Call(x)[0], factor: 3);
        Assert.Equal([15f, 30f], Run("model"));
    }

    [Fact]
    public void Operations_inside_of_functions_are_found()
    {
        using Function inner = Function.Trace(
            "inner", [new(DType.String, [])], s =>
                [OperationBuilder.Create("Identity").Input(s[0]).ControlInput(RawOps.WriteFile(s[0], s[0])).Build()[0]]);
        using Function outer = Function.Trace("outer", [new(DType.String, [])], s => inner.Call(s[0]));
        using Graph graph = new();
        SavedModelWriter writer = new(graph);
        Symbol x = writer.AddInput("x", DType.String, []);
        using (graph.Use())
            writer.Write(directory.Combine("model"), new Dictionary<string, Symbol> { ["y"] = outer.Call(x)[0] });
        Assert.Contains("WriteFile", Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Combine("model"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_has_a_name_of_its_own()
    {
        using Graph graph = new();
        SavedModelWriter writer = new(graph);
        _ = writer.AddInput("x", DType.Float32, [-1]);
        Assert.Contains("has an input 'x' already",
            Assert.Throws<ArgumentException>(() => writer.AddInput("x", DType.Float32, [-1])).Message, StringComparison.Ordinal);
    }

    public new void Dispose()
    {
        directory.Dispose();
        base.Dispose();
    }

    private float[] Run(string name)
    {
        using SavedModel model = SavedModel.Load(directory.Combine(name));
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Tensor y = model.Run(x);
        return y.ToArray<float>();
    }

    private void Write(string name, Func<Symbol, Symbol> body, float? factor)
    {
        using Tensor? value = factor is { } number ? Tensor.Create<float>([number]) : null;
        using Variable? variable = value is null ? null : new(value);
        Write(name, body, variable);
    }

    private void Write(string name, Func<Symbol, Symbol> body, Variable? variable)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        SavedModelWriter writer = new(graph);
        Symbol x = writer.AddInput("x", DType.Float32, [-1]);
        Symbol y = body(variable is null ? x : x * writer.AddVariable("factor", variable, true));
        writer.Write(directory.Combine(name), new Dictionary<string, Symbol> { ["y"] = y });
    }
}
