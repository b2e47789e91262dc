using System.Diagnostics;
using Google.Protobuf;
using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// Writes a graph with variables as a SavedModel of one signature, <c>serving_default</c>, in the form that TensorFlow 1 gave it and that
/// all consumers still load: servers, <c>tf.saved_model.load</c>, <see cref="SavedModel"/>.
/// </summary>
/// <param name="graph">The graph, to which inputs and variables are added here; it stays the caller's.</param>
[DebuggerDisplay("SavedModelWriter")]
public sealed class SavedModelWriter(Graph graph)
{
    private readonly SavedVariables variables = new(graph);
    private readonly Dictionary<string, Symbol> inputs = new(StringComparer.Ordinal);

    /// <summary>Adds an input of the signature to the graph.</summary>
    /// <param name="name">Its name in the signature.</param>
    /// <param name="dtype">The type of its elements.</param>
    /// <param name="shape">Its axes; -1 for those that are not known, as a batch's.</param>
    /// <exception cref="ArgumentException">There is an input of this name already.</exception>
    public Symbol AddInput(string name, DType dtype, Shape shape)
    {
        if (inputs.ContainsKey(name))
            throw new ArgumentException($"The signature has an input '{name}' already; choose another name.", nameof(name));
        return inputs[name] = graph.Placeholder(dtype, shape, OperationName.Valid($"{SavedModel.DefaultSignature}_{name}"));
    }

    /// <summary>Adds a variable to the graph.</summary>
    /// <param name="name">Its name; characters that names of operations cannot have are replaced.</param>
    /// <param name="variable">The source of the value when the model is written.</param>
    /// <param name="trainable">Whether those who train the model further change it.</param>
    /// <returns>Its value in the graph: the output of the operation that reads the handle.</returns>
    public Symbol AddVariable(string name, Variable variable, bool trainable = true) =>
        variables.Add(OperationName.Valid(name), variable, trainable);

    /// <summary>Writes the directory; an older SavedModel there is replaced, when the new one is complete.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="outputs">The outputs of the signature, by name.</param>
    /// <exception cref="IOException">Something else is there, or the files cannot be written.</exception>
    public void Write(string directory, IReadOnlyDictionary<string, Symbol> outputs) =>
        Write(directory, outputs, SavedModel.DefaultSignature);

    /// <summary>Writes the directory; an older SavedModel there is replaced, when the new one is complete.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="outputs">The outputs of the signature, by name.</param>
    /// <param name="signatures">The names of the signature: one or several for the same computation.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    /// <exception cref="IOException">Something else is there, or the files cannot be written.</exception>
    public void Write(string directory, IReadOnlyDictionary<string, Symbol> outputs, params IReadOnlyList<string> signatures)
    {
        if (signatures.Count == 0)
            throw new ArgumentException(
                $"A SavedModel needs the name of a signature, got none; {SavedModel.DefaultSignature} is usual.", nameof(signatures));
        SignatureDef signature = new() { MethodName = "tensorflow/serving/predict" };
        foreach ((string key, Symbol symbol) in inputs)
            signature.Inputs[key] = Info(symbol);
        // Sessions do not return what they are given.
        foreach ((string key, Symbol symbol) in outputs)
            signature.Outputs[key] = Info(inputs.ContainsValue(symbol) ? RawOps.Identity(symbol) : symbol);
        MetaGraphDef metaGraph = new() { MetaInfoDef = new() { Tags = { "serve" }, TensorflowVersion = Runtime.Version } };
        foreach (string name in signatures)
            metaGraph.SignatureDef[name] = signature.Clone();
        variables.AddSaver(metaGraph);
        metaGraph.GraphDef = GraphDef.Parser.ParseFrom(graph.ToGraphDef());
        AddNestedFunctions(metaGraph.GraphDef);
        SavedModelProto file = new() { SavedModelSchemaVersion = 1, MetaGraphs = { metaGraph } };
        ReplacedDirectory.Write(directory, SavedModelFile.Name, temporary =>
        {
            variables.WriteValues(Path.Combine(temporary, "variables"));
            File.WriteAllBytes(Path.Combine(temporary, SavedModelFile.Name), file.ToByteArray());
        });
    }

    // A graph's library has the functions that its operations call, not those that these call in turn, which the eager runtime knows by
    // itself.
    private void AddNestedFunctions(GraphDef definition)
    {
        HashSet<string> present = [.. definition.Library?.Function.Select(f => f.Signature.Name) ?? []];
        Queue<FunctionHandle> open = new(graph.Handle.Functions.SelectMany(f => f.Dependencies));
        while (open.TryDequeue(out FunctionHandle? handle))
        {
            FunctionDef function = FunctionDef.Parser.ParseFrom(Function.Serialize(handle));
            if (!present.Add(function.Signature.Name))
                continue;
            (definition.Library ??= new()).Function.Add(function);
            foreach (FunctionHandle dependency in handle.Dependencies)
                open.Enqueue(dependency);
        }
    }

    private static TensorInfo Info(Symbol symbol)
    {
        Shape shape = symbol.Shape;
        TensorShapeProto proto = new() { UnknownRank = shape.Rank < 0 };
        if (shape.Rank > 0)
            proto.Dim.AddRange(shape.Select(d => new TensorShapeProto.Types.Dim { Size = d }));
        return new() { Name = $"{symbol.Operation.Name}:{symbol.Index}", Dtype = (int)symbol.DType, TensorShape = proto };
    }
}
