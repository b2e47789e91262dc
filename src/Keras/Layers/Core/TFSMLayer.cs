using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A SavedModel as a layer: of Keras's <c>model.export</c>, of <c>tf.saved_model.save</c>, of <see cref="Model.Export"/>. The computation
/// of an endpoint becomes a part of the model around it, so that it is compiled with it and gradients flow through; its variables are the
/// layer's weights, which training changes unless the layer is frozen.
/// </summary>
/// <remarks>
/// <para>
/// Inputs are a tensor, a list or a dictionary, as the endpoint takes them; floating-point inputs are converted to its types. An endpoint
/// that returns a dictionary, as all signatures do, has the outputs in the order of <see cref="OutputNames"/>; <see cref="ApplyNamed"/>
/// gives them by name.
/// </para>
/// <para>
/// Tables (look-ups of strings and integers) with their vocabularies, from the assets or not, are parts of the layer that training does not
/// change. Operations that XLA cannot compile run with the ordinary kernels, ahead of the compiled rest of the model where no gradient has
/// to flow through them. Not supported are ragged and sparse tensors, tables that the SavedModel changes and control flow of TensorFlow 1;
/// assertions of the SavedModel are left out. A SavedModel is a program: load only what you trust. One that reads or writes files is
/// refused. Files and configs hold the path only, and since reading them loads what lies there, <c>Model.Load</c> does so with
/// <c>safeMode: false</c> only.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var model = new Sequential(new Dense(3, "relu") { InputShape = [2] });
/// model.Export("exported");
/// using var extended = new Sequential(new TFSMLayer("exported") { InputShape = [2] }, new Dense(1));
/// using Tensor prediction = extended.Predict(new float[,] { { 1, 2 } });
/// </code>
/// </example>
public sealed class TFSMLayer : Layer
{
    // Kinds of operations whose ordinary kernels are faster than what XLA makes of them on a processor.
    private static readonly string[] Convolutions = ["Conv2D", "Conv3D", "DepthwiseConv2dNative", "MaxPool", "AvgPool"];
    private readonly Endpoint call;
    private readonly Endpoint? training;

    /// <summary>Creates a layer of a SavedModel.</summary>
    /// <param name="filepath">The directory of the SavedModel.</param>
    /// <param name="callEndpoint">
    /// The endpoint that the layer computes: a function that is an attribute of the SavedModel, or else a signature. Exports of Keras and
    /// of this library have <c>serve</c>; others often have <c>serving_default</c>. Default: "serve".
    /// </param>
    /// <param name="callTrainingEndpoint">The endpoint that the layer computes in training. Default: null, the same.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="SavedModelException">Files are missing or damaged, or the SavedModel has parts that are not supported.</exception>
    /// <exception cref="ArgumentException">The SavedModel has no such endpoint; the message names those that it has.</exception>
    public TFSMLayer(string filepath, string callEndpoint = "serve", string? callTrainingEndpoint = null)
    {
        Required.Text(nameof(TFSMLayer), "the directory of a SavedModel", filepath);
        Required.Text(nameof(TFSMLayer), "the name of an endpoint", callEndpoint);
        (Filepath, CallEndpoint, CallTrainingEndpoint) = (filepath, callEndpoint, callTrainingEndpoint);
        SavedModelEndpoints endpoints = SavedModelEndpoints.Load(filepath);
        call = new(Find(endpoints, callEndpoint, nameof(callEndpoint)));
        if (!string.IsNullOrEmpty(callTrainingEndpoint))
            training = new(Find(endpoints, callTrainingEndpoint, nameof(callTrainingEndpoint)));
        AddWeights();
        MarkBuilt();
    }

    /// <summary>The directory of the SavedModel.</summary>
    public string Filepath { get; }

    /// <summary>The endpoint that the layer computes.</summary>
    public string CallEndpoint { get; }

    /// <summary>The endpoint that the layer computes in training; null for the same.</summary>
    public string? CallTrainingEndpoint { get; }

    /// <summary>The names of the outputs in order, where the endpoint returns a dictionary; null for an output or a list.</summary>
    public IReadOnlyList<string>? OutputNames =>
        call.Program.HasNamedOutputs ? [.. call.Program.Outputs.Select(o => o.Name)] : null;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => false;

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => !Programs.Any(p => p.OperationTypes.Overlaps(Convolutions));

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => Programs.Any(p => p.UncompilableOperation is not null);

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    private protected override string OrdinaryDescription =>
        $"{base.OrdinaryDescription} (its operation {Programs.Select(p => p.UncompilableOperation).FirstOrDefault(o => o is not null)})";

    private IEnumerable<SavedModelEndpoint> Programs => training is null ? [call.Program] : [call.Program, training.Program];

    /// <summary>Calls the layer on Keras tensors and gives the outputs by name.</summary>
    /// <param name="inputs">The inputs: one, a list, or a dictionary by name.</param>
    /// <returns>A dictionary of the outputs.</returns>
    /// <exception cref="InvalidOperationException">The endpoint returns no dictionary.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the endpoint.</exception>
    public Structure<KerasTensor> ApplyNamed(Structure<KerasTensor> inputs)
    {
        IReadOnlyList<string> names = OutputNames ?? throw new InvalidOperationException(
            $"{ClassName} '{Name}': the endpoint '{CallEndpoint}' returns no dictionary; call Apply or ApplyAll.");
        IReadOnlyList<KerasTensor> outputs = ApplyAll(inputs);
        Structure<KerasTensor> named = new();
        for (int i = 0; i < names.Count; i++)
            named[names[i]] = outputs[i];
        return named;
    }

    internal static TFSMLayer FromConfig(Config config)
    {
        string path = config.GetString("filepath")
            ?? throw new ConfigException("TFSMLayer: expected the directory of a SavedModel as argument 'filepath', got null.");
        if (SafeMode.IsOn)
            throw new ConfigException(
                $"The file has a TFSMLayer, which loads the SavedModel '{path}', and a SavedModel is a program. If you trust both, pass "
                + "safeMode: false to Model.Load or Model.FromJson.");
        return new(path, config.GetString("call_endpoint", "serve"), config.GetString("call_training_endpoint", null));
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        Endpoint endpoint = context.Training ? training ?? call : call;
        Symbol[] inputs = Arrange(endpoint.Program, arguments.Require(CallParameters[0]));
        try
        {
            (Symbol[] outputs, Symbol[] values) =
                endpoint.Program.Write(inputs, [.. endpoint.Weights.Select(w => w.ToSymbol(autocast: false))]);
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i] != endpoint.Weights[i].ToSymbol(autocast: false))
                    endpoint.Weights[i].Assign(values[i]);
            }

            return outputs;
        }
        catch (ArgumentException e) when (e.ParamName == "inputs")
        {
            throw new ShapeException($"{ClassName} '{Name}': {e.Message}");
        }
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("filepath", Filepath).Set("call_endpoint", CallEndpoint).Set("call_training_endpoint", CallTrainingEndpoint);
    }

    private SavedModelEndpoint Find(SavedModelEndpoints endpoints, string name, string argument) => endpoints.Find(name)
        ?? throw new ArgumentException(
            $"{ClassName}: '{Filepath}' has no endpoint '{name}', neither a function that is an attribute nor a signature; "
            + NearestNames.Hint(name, [.. endpoints.Names], "it has"), argument);

    // Keras names them after the variables of TensorFlow, without slashes.
    private void AddWeights()
    {
        Dictionary<SavedModelVariable, Weight> made = [];
        foreach (Endpoint endpoint in training is null ? [call] : (Endpoint[])[call, training])
        {
            Tensor[] values = endpoint.Program.ReadValues();
            try
            {
                endpoint.Weights = [.. endpoint.Program.Variables.Select(
                    (variable, i) => made.TryGetValue(variable, out Weight? known) ? known : made[variable] = Add(variable, values[i]))];
            }
            finally
            {
                foreach (Tensor value in values)
                    value.Dispose();
            }
        }
    }

    private Weight Add(SavedModelVariable variable, Tensor value)
    {
        string name = variable.Name.Replace('/', '_') + ":0";
        Weight weight = AddWeight(name, variable.Shape, Initializers.Zeros, trainable: variable.Trainable, dtype: variable.DType);
        weight.Path = name;
        weight.Assign(value);
        return weight;
    }

    // In the order of the endpoint, by name where both have names, in the endpoint's floating-point types.
    private Symbol[] Arrange(SavedModelEndpoint program, CallArgument<Symbol> argument)
    {
        Symbol[] inputs = [.. argument.Leaves];
        if (argument is CallArgument<Symbol>.Dictionary { Items: var items } && items.All(i => i.Item is CallArgument<Symbol>.Leaf))
        {
            Dictionary<string, Symbol> byName = items.ToDictionary(
                i => i.Name, i => ((CallArgument<Symbol>.Leaf)i.Item).Value, StringComparer.Ordinal);
            string[] expected = [.. program.Inputs.Select(i => i.Name)];
            if (!expected.ToHashSet(StringComparer.Ordinal).SetEquals(byName.Keys))
                throw new ShapeException(
                    $"{ClassName} '{Name}': the endpoint '{program.Name}' takes inputs named {string.Join(", ", expected)}, got "
                    + $"{string.Join(", ", byName.Keys)}.");
            inputs = [.. expected.Select(n => byName[n])];
        }

        for (int i = 0; i < inputs.Length && inputs.Length == program.Inputs.Count; i++)
        {
            DType wanted = program.Inputs[i].Spec.DType;
            if (inputs[i].DType.IsFloatingPoint && wanted.IsFloatingPoint)
                inputs[i] = inputs[i].Cast(wanted);
        }

        return inputs;
    }

    private sealed class Endpoint(SavedModelEndpoint program)
    {
        public SavedModelEndpoint Program => program;

        public Weight[] Weights { get; set; } = [];
    }
}
