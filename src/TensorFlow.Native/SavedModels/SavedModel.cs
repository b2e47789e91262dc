using System.Diagnostics;
using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// A model in TensorFlow's own format, ready to run: of Keras's <c>model.export</c>, of <c>tf.saved_model.save</c>, of <c>Model.Export</c>
/// here.
/// </summary>
/// <remarks>
/// A SavedModel is a program, and running it runs that program: load only what you trust. Programs whose signatures or start-up use
/// operations that read or write files or reach other processes are refused unless they are allowed to; that is a guard against surprises
/// and no sandbox, since the native library is not made to withstand hostile graphs. Export Keras 3 models with <c>model.export</c>: what
/// <c>tf.saved_model.save</c> makes of them only Python can run, elsewhere its variables have no values.
/// </remarks>
[DebuggerDisplay("{Signatures.Count} signatures")]
public sealed class SavedModel : IDisposable
{
    /// <summary>The name of the signature that is run where none is named.</summary>
    public const string DefaultSignature = "serving_default";

    // Start-up and training operations that TensorFlow keeps among the signatures.
    private const string InternalPrefix = "__saved_model_";

    private readonly GraphHandle graph;
    private readonly SessionHandle session;

    private SavedModel(string directory, GraphHandle graph, SessionHandle session, MetaGraphDef definition)
    {
        Directory = directory;
        this.graph = graph;
        this.session = session;
        Signatures = definition.SignatureDef
            .Where(s => !s.Key.StartsWith(InternalPrefix, StringComparison.Ordinal))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .ToDictionary(s => s.Key, s => new SavedModelSignature(s.Key, s.Value, graph), StringComparer.Ordinal);
    }

    /// <summary>The directory from which the model was loaded.</summary>
    public string Directory { get; }

    /// <summary>The signatures by name.</summary>
    public IReadOnlyDictionary<string, SavedModelSignature> Signatures { get; }

    /// <summary>Loads a SavedModel with its variables.</summary>
    /// <param name="directory">The directory that holds <c>saved_model.pb</c>.</param>
    /// <param name="tags">All tags of the graph wanted. Default: <c>["serve"]</c>.</param>
    /// <param name="allowFileAccess">
    /// Whether its operations may read and write files and reach other processes; false by default, then such a model is refused.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="SavedModelException">Files are missing or damaged, no graph has the tags, or it uses operations that are not
    /// allowed.</exception>
    public static SavedModel Load(string directory, IReadOnlyList<string>? tags = null, bool allowFileAccess = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string[] wanted = [.. tags ?? ["serve"]];
        MetaGraphDef definition = SavedModelFile.Read(directory, wanted);
        if (!allowFileAccess && OutsideAccess.Find(definition) is { } node)
        {
            throw new SavedModelException(
                $"'{directory}' uses the operation {node.Op} ('{node.Name}'), which can read or write files or reach other processes. "
                + "If you trust the model, pass allowFileAccess: true.");
        }

        GraphHandle graph = new(NativeMethods.TF_NewGraph());
        SessionHandle? session = null;
        try
        {
            GraphCheck.Check(definition, graph, Path.Combine(directory, SavedModelFile.Name));
            session = Session.Open(directory, wanted, graph);
            return new(directory, graph, session, definition);
        }
        catch (Exception e)
        {
            session?.Dispose();
            graph.Dispose();
            if (e is TensorFlowException)
                throw new SavedModelException(
                    $"{e.Message} Files are missing or damaged, or this version of the library cannot run it; export the model again.", e);
            throw;
        }
    }

    /// <summary>Runs a signature. Safe on any thread, also on several at once.</summary>
    /// <param name="inputs">A tensor for each input, by name.</param>
    /// <param name="signature">The signature; <see cref="DefaultSignature"/> by default.</param>
    /// <returns>The outputs by name; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">There is no such signature, an input is missing or too many, or its type or shape is
    /// another.</exception>
    /// <exception cref="NotSupportedException">The signature takes or returns sparse or composite tensors.</exception>
    /// <exception cref="TensorFlowException">The computation failed.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, string signature = DefaultSignature)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        SavedModelSignature found = Find(signature);
        Tensor[] results = Run(found, found.Arrange(inputs));
        return found.OutputEndpoints.Zip(results).ToDictionary(p => p.First.Key, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>Runs a signature of one input and one output. Safe on any thread, also on several at once.</summary>
    /// <param name="input">The input.</param>
    /// <param name="signature">The signature; <see cref="DefaultSignature"/> by default.</param>
    /// <returns>The output; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There is no such signature, it has more inputs or outputs, or the input's type or shape is
    /// another.</exception>
    /// <exception cref="NotSupportedException">The signature takes or returns sparse or composite tensors.</exception>
    /// <exception cref="TensorFlowException">The computation failed.</exception>
    public Tensor Run(Tensor input, string signature = DefaultSignature)
    {
        ArgumentNullException.ThrowIfNull(input);
        SavedModelSignature found = Find(signature);
        if (found.InputEndpoints.Length != 1 || found.OutputEndpoints.Length != 1)
            throw new ArgumentException(
                $"Expected a signature of one input and one output, got {found}; pass the inputs by name.", nameof(signature));
        return Run(found, found.Arrange(new Dictionary<string, Tensor> { [found.InputEndpoints[0].Key] = input }))[0];
    }

    /// <summary>Frees the graph and the variables. Runs that have begun are finished first.</summary>
    public void Dispose()
    {
        session.Dispose();
        graph.Dispose();
    }

    /// <summary>The directory and the signatures.</summary>
    public override string ToString() => $"SavedModel '{Directory}': {string.Join("; ", Signatures.Values)}";

    private SavedModelSignature Find(string signature)
    {
        ObjectDisposedException.ThrowIf(session.IsClosed, this);
        return Signatures.TryGetValue(signature, out SavedModelSignature? found)
            ? found
            : throw new ArgumentException(
                $"'{Directory}' has no signature '{signature}'; {NearestNames.Hint(signature, [.. Signatures.Keys], "it has")}",
                nameof(signature));
    }

    private Tensor[] Run(SavedModelSignature signature, Tensor[] inputs)
    {
        if (signature.InputEndpoints.Concat(signature.OutputEndpoints).FirstOrDefault(e => e.Reference.Operation == 0) is { } special)
            throw new NotSupportedException(
                $"'{special.Key}' of the signature '{signature.Name}' is a sparse or composite tensor; only signatures of plain tensors "
                + "can be run.");
        return Session.Run(
            session,
            [.. signature.InputEndpoints.Select(e => e.Reference)],
            inputs,
            [.. signature.OutputEndpoints.Select(e => e.Reference)],
            $"run the signature '{signature.Name}' of '{Directory}'");
    }
}
