namespace Keras.Applications;

/// <summary>The numbers in which the NASNets differ.</summary>
/// <param name="Name">The name: NASNetMobile.</param>
/// <param name="ModelName">The default name of the models.</param>
/// <param name="DefaultSize">The size of the images.</param>
/// <param name="PenultimateFilters">The number of channels at the end.</param>
/// <param name="Blocks">The number of normal cells of each stage.</param>
/// <param name="StemFilters">The number of channels of the first convolution.</param>
/// <param name="SkipsReduction">Whether the cell after a reduction sees the one before it.</param>
/// <param name="HasFixedSize">Whether the size is the default one where none is given.</param>
/// <param name="Hash">The hash of the file of weights.</param>
/// <param name="FeaturesHash">The hash of the file of weights without a classifier.</param>
internal sealed record NASNetVariant(string Name, string ModelName, int DefaultSize, int PenultimateFilters, int Blocks, int StemFilters,
    bool SkipsReduction, bool HasFixedSize, string Hash, string FeaturesHash);
