using Google.Protobuf;
using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Writes a graph with variables as a SavedModel of one signature, in the form that TensorFlow 1 gave it and that all consumers still load.</summary>
internal sealed class SavedModelWriter(Graph graph)
{
    private readonly SavedVariables variables = new(graph);

    /// <summary>Adds a variable to the graph.</summary>
    /// <param name="name">Its name; characters that names of operations cannot have are replaced.</param>
    /// <param name="variable">What holds its value when the model is written.</param>
    /// <param name="trainable">Whether those who train the model further change it.</param>
    /// <returns>Its value in the graph: the output of the operation that reads the handle.</returns>
    public Symbol AddVariable(string name, Variable variable, bool trainable) => variables.Add(OperationName.Valid(name), variable, trainable);

    /// <summary>Writes the directory; an older SavedModel there is replaced, when the new one is complete.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="inputs">The inputs of the signature: placeholders of the graph.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <exception cref="IOException">Something else is there, or the files cannot be written.</exception>
    public void Write(string directory, IReadOnlyDictionary<string, Symbol> inputs, IReadOnlyDictionary<string, Symbol> outputs)
    {
        SignatureDef signature = new() { MethodName = "tensorflow/serving/predict" };
        foreach ((string key, Symbol symbol) in inputs)
            signature.Inputs[key] = Info(symbol);
        // Sessions do not return what they are given.
        foreach ((string key, Symbol symbol) in outputs)
            signature.Outputs[key] = Info(inputs.Values.Contains(symbol) ? RawOps.Identity(symbol) : symbol);
        MetaGraphDef metaGraph = new() { MetaInfoDef = new() { Tags = { "serve" }, TensorflowVersion = Runtime.Version } };
        metaGraph.SignatureDef[SavedModel.DefaultSignature] = signature;
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

    // A graph's library has the functions that its operations call, not those that these call in turn, which the eager runtime knows by itself.
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
