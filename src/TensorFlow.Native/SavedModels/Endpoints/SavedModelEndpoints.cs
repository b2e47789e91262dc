using System.Diagnostics;
using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// The computations of a SavedModel, to be written into other functions: as layers of a model, with gradients and with values of the
/// variables that can be changed. <see cref="SavedModel"/> runs a SavedModel by itself.
/// </summary>
/// <remarks>
/// Written is what the files hold: operations, loops, branches and calls. Tables (look-ups of strings and integers) become constants, and
/// files among the assets are read where they fill tables. Not supported, with an error that says so, are tables that an endpoint changes,
/// ragged and sparse tensors, control flow of TensorFlow 1 and functions that change types. Assertions are left out, and custom gradients
/// are those of the operations inside. A SavedModel is a program: load only what you trust. Operations that read or write files or reach
/// other processes are refused unless they are allowed.
/// </remarks>
[DebuggerDisplay("{Names.Count} endpoints of {Directory,nq}")]
public sealed class SavedModelEndpoints
{
    private readonly SavedModelLibrary library;

    private SavedModelEndpoints(SavedModelLibrary library) => this.library = library;

    /// <summary>The directory from which the program was read.</summary>
    public string Directory => library.Directory;

    /// <summary>The names of the endpoints: functions that are attributes, then signatures that have other names.</summary>
    public IReadOnlyList<string> Names => library.EndpointNames;

    /// <summary>The names of the signatures.</summary>
    public IReadOnlyList<string> SignatureNames => library.SignatureNames;

    /// <summary>Reads the program of a SavedModel; values of variables are read by <see cref="SavedModelEndpoint.ReadValues"/>.</summary>
    /// <param name="directory">The directory that holds <c>saved_model.pb</c>.</param>
    /// <param name="tags">All tags of the graph wanted. Default: <c>["serve"]</c>.</param>
    /// <param name="allowFileAccess">
    /// Whether its operations may read and write files and reach other processes; false by default, then such an endpoint is refused.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="SavedModelException">Files are missing or damaged, or no graph has the tags.</exception>
    public static SavedModelEndpoints Load(string directory, IReadOnlyList<string>? tags = null, bool allowFileAccess = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string[] wanted = [.. tags ?? ["serve"]];
        MetaGraphDef definition = SavedModelFile.Read(directory, wanted);
        using GraphHandle empty = new(NativeMethods.TF_NewGraph());
        OpDefinitions definitions = GraphCheck.Check(definition, empty, Path.Combine(directory, SavedModelFile.Name));
        return new(new(directory, definition, definitions, allowFileAccess));
    }

    /// <summary>Finds an endpoint: an attribute of the name, or else a signature.</summary>
    /// <param name="name">The name: "serve", "serving_default".</param>
    /// <returns>The endpoint; null where there is none.</returns>
    /// <exception cref="SavedModelException">The endpoint takes or returns what is not supported, uses operations that are not allowed, or
    /// the file contradicts itself.</exception>
    public SavedModelEndpoint? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return library.Find(name);
    }

    /// <summary>The directory and the endpoints.</summary>
    public override string ToString() => $"SavedModel '{Directory}': {string.Join(", ", Names)}";
}
