"""The second reader of notes: a small language model that judges what a text as a whole asks and offers.

The rules know words; the model knows what people mean by words that no list has (`three nursery managers left at
once`). Neither is right alone: `weigh` puts what both say on one scale.
"""
