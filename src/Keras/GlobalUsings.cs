// The rooms at the bottom, which every other room stands on.
global using Keras.Core;
global using Keras.Operations;
global using Keras.Symbolic;
global using Keras.Tracing;
global using Keras.Weights;
global using NearestNames = TensorFlow.NearestNames;
