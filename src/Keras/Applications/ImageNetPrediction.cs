namespace Keras.Applications;

/// <summary>One of the classes of ImageNet with the score that a model gave it.</summary>
/// <param name="Id">The identifier in WordNet: <c>n02504458</c>.</param>
/// <param name="Description">The name of the class: <c>African_elephant</c>.</param>
/// <param name="Score">The score; a probability where the model ends in softmax.</param>
public sealed record ImageNetPrediction(string Id, string Description, float Score);
