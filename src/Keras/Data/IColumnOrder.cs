namespace Keras.Pipelines;

/// <summary>Orders columns, given by name or position, as the model's inputs and outputs.</summary>
internal interface IColumnOrder
{
    /// <summary>Whether targets and sample weights are used; false in prediction.</summary>
    bool HasTargets { get; }

    /// <summary>Gets the inputs in the model's order.</summary>
    T[] OrderInputs<T>(Structure<T> given);

    /// <summary>Gets the targets in the order of the model's outputs; null for outputs without targets that need none.</summary>
    T?[] OrderTargets<T>(Structure<T> given);

    /// <summary>Gets the sample weights in the order of the model's outputs.</summary>
    T?[] OrderWeights<T>(Structure<T> given);
}
