using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Loads one case of the other side, in each form, and compares it with what that side said of it.</summary>
/// <param name="item">The case.</param>
/// <param name="said">What the other side said.</param>
/// <param name="trains">Whether training must go on as it did there.</param>
internal sealed class ModelCheck(Case item, JsonNode said, bool trains = true)
{
    /// <summary>
    /// A whole model, a <c>.keras</c> or <c>.h5</c> file; saved again under another path, if wanted, before it is trained.
    /// </summary>
    public Errors WholeModel(string path, string? again = null)
    {
        using Model model = Model.Load(path);
        if (again is not null)
            model.Save(again);
        List<string> problems = [.. Warnings(model)];
        using (Model original = Original())
        {
            if (ConfigDifference.Find(model, original, withRows: !item.IsBuiltByData) is { } difference)
                problems.Add("config: " + difference);
        }

        Errors errors = Compare(model, withState: true) with { Problems = problems };
        return trains && said["logs"] is JsonObject logs ? errors with { Losses = Train(model, logs) } : errors;
    }

    /// <summary>A file of weights, into a model that was made here.</summary>
    public Errors Weights(string path, bool withState)
    {
        using Model model = Original();
        if (withState && said["optimizer"] is not null)
            model.Optimizer.Build(model.TrainableWeights);
        model.LoadWeights(path);
        return Compare(model, withState) with { Problems = [.. withState ? Warnings(model) : []] };
    }

    // The optimizer of a model that was not trained has nothing in the file, in Keras's files and in ours, and the warning says so.
    private IEnumerable<string> Warnings(Model model) => said["optimizer"] is null ? [] : model.LoadWarnings;

    private Model Original()
    {
        Model model = item.Make();
        if (said["weights"] is not null && !model.IsBuilt)
            model.BuildModel(JsonArrays.ShapeOf(said["x"]!)[1..].Prepend(Shape.UnknownDimension));
        return model;
    }

    private Errors Compare(Model model, bool withState)
    {
        Errors errors = new();
        if (said["weights"] is { } weights)
        {
            using Tensor x = JsonArrays.Read(said["x"]!);
            errors = errors with
            {
                Weights = Distances.Of(model.GetWeights(), weights),
                Predictions = Distances.Of(Jobs.Predict(model, x), said["predictions"]!)
            };
        }

        return withState && said["optimizer"] is { } state
            ? errors with { Optimizer = Distances.Of(Jobs.State(model.Optimizer), state) } : errors;
    }

    private double Train(Model model, JsonObject logs)
    {
        using Tensor x = JsonArrays.Read(said["x"]!), y = JsonArrays.Read(said["y"]!);
        return Distances.Of(Jobs.Train(model, x, y), logs);
    }
}
