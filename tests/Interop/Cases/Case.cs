namespace Keras.Interop;

/// <summary>A model that is sent to and fro; <c>python/cases.py</c> has the same under the same name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Build">Makes the model.</param>
internal sealed record Case(string Name, Func<Model> Build)
{
    /// <summary>Compiles the model; null where it is saved uncompiled.</summary>
    public Action<Model>? Compile { get; init; }

    /// <summary>The kind of targets.</summary>
    public Target Target { get; init; }

    /// <summary>Whether it is trained before it is saved.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Whether training draws random numbers, which are different ones on the other side.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Whether its data gave it its shape: in Keras the number of rows of the first batch is a part of that.</summary>
    public bool IsBuiltByData { get; init; }

    /// <summary>Whether its SavedModel is sent, too.</summary>
    public bool IsExported { get; init; }

    /// <summary>The model with the names that a fresh process would give, compiled.</summary>
    public Model Make()
    {
        AutoNames.Reset();
        Model model = Build();
        Compile?.Invoke(model);
        return model;
    }
}
