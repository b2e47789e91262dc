namespace Keras.Pipelines;

/// <summary>The order of a model's inputs and outputs, to which the columns of data belong by name or position.</summary>
internal interface IColumnOrder
{
    /// <summary>Whether targets and weights are used, unlike in prediction.</summary>
    bool HasTargets { get; }

    /// <summary>Gets inputs in the model's order.</summary>
    T[] OrderInputs<T>(Structure<T> given);

    /// <summary>Gets targets in the order of the model's outputs; null for outputs that have none and need none.</summary>
    T?[] OrderTargets<T>(Structure<T> given);

    /// <summary>Gets sample weights in the order of the model's outputs.</summary>
    T?[] OrderWeights<T>(Structure<T> given);
}
