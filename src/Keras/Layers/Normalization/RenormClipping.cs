using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>
/// The bounds of the corrections of batch renormalization: r in [<paramref name="RMin"/>, <paramref name="RMax"/>],
/// d in [-<paramref name="DMax"/>, <paramref name="DMax"/>].
/// </summary>
/// <param name="RMax">The largest r. Default: no bound.</param>
/// <param name="RMin">The smallest r. Default: no bound.</param>
/// <param name="DMax">The largest absolute value of d. Default: no bound.</param>
public sealed record RenormClipping(double? RMax = null, double? RMin = null, double? DMax = null)
{
    private static readonly string[] Keys = ["rmax", "rmin", "dmax"];

    /// <summary>The largest r; null for no bound.</summary>
    public double? RMax
    {
        get;
        init => field = Hyperparameter.Number(value, nameof(RMax), nameof(RenormClipping));
    }

    = Hyperparameter.Number(RMax, nameof(RMax), nameof(RenormClipping));

    /// <summary>The smallest r; null for no bound.</summary>
    public double? RMin
    {
        get;
        init => field = Hyperparameter.Number(value, nameof(RMin), nameof(RenormClipping));
    }

    = Hyperparameter.Number(RMin, nameof(RMin), nameof(RenormClipping));

    /// <summary>The largest absolute value of d; null for no bound.</summary>
    public double? DMax
    {
        get;
        init => field = Hyperparameter.Number(value, nameof(DMax), nameof(RenormClipping));
    }

    = Hyperparameter.Number(DMax, nameof(DMax), nameof(RenormClipping));

    internal static RenormClipping? Read(Config config)
    {
        if (config.GetNode("renorm_clipping") is not { } node)
            return null;
        if (node is not JsonObject json || json.Any(p => !Keys.Contains(p.Key)))
            throw new ConfigException($"Argument 'renorm_clipping': expected rmax, rmin and dmax, got {PythonJson.WriteCompact(node)}.");
        Config bounds = new((JsonObject)json.DeepClone());
        return new(bounds.GetOptionalDouble("rmax"), bounds.GetOptionalDouble("rmin"), bounds.GetOptionalDouble("dmax"));
    }

    internal JsonObject ToJson()
    {
        Config bounds = new();
        foreach ((string key, double? bound) in Keys.Zip([RMax, RMin, DMax]))
        {
            if (bound is { } value)
                bounds.Set(key, value);
        }

        return bounds.ToJson();
    }
}
