extension Paper {
  static let jang = Paper(
    "Jang, Gu and Poole (2016)", "Categorical reparameterization with Gumbel-Softmax",
    preprint: "1611.01144")
  static let maddison = Paper(
    "Maddison, Mnih and Teh (2016)", "The Concrete distribution", preprint: "1611.00712")
  static let paulus = Paper(
    "Paulus, Maddison and Krause (2020)",
    "Rao-Blackwellizing the straight-through Gumbel-Softmax gradient estimator",
    preprint: "2010.04838")
  static let yin = Paper(
    "Yin and Zhou (2018)", "ARM: augment-REINFORCE-merge gradient", preprint: "1807.11143")
  static let liu = Paper(
    "Liu et al. (2023)", "Bridging discrete and backpropagation: straight-through and beyond",
    preprint: "2304.08612")
}
